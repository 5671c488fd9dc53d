// The entry grid: each row saves itself when it is left, the keyboard moves as in a spreadsheet,
// a pasted column goes to its preview. Without this script the grid is one plain form.
(() => {
  "use strict";
  const form = document.getElementById("grilla");
  if (!form) return;
  const rows = [...form.querySelectorAll("tr[data-row]")];
  const ENDED = "Su sesión terminó. Ingrese en otra pestaña y vuelva a guardar: su texto sigue aquí.";
  const LONGEST = "La sesión llega a su duración máxima: guarde, salga y vuelva a ingresar.";
  const status = document.getElementById("guardado");
  const cells = rows.map((row) => field(row, "percent"));

  function field(row, name) {
    return row.querySelector(`[name="${row.dataset.row}-${name}"]`);
  }

  function fields(row) {
    return [...row.querySelectorAll("input, select, textarea")];
  }

  function written(row) {
    return fields(row).filter((input) => !input.name.endsWith("-version"))
      .map((input) => input.value).join("\u0000");
  }

  function token() {
    return form.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function isSaved(row) {
    return !row.saving && written(row) === row.saved;
  }

  function say(row, text, wrong = []) {
    const place = row.querySelector("[data-errors]");
    place.textContent = text;
    const figure = field(row, "percent");
    figure.setAttribute("aria-describedby", text ? place.id : `${figure.id}_helptext`);
    for (const input of fields(row)) {
      const name = input.name.slice(input.name.indexOf("-") + 1);
      if (wrong.includes(name)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  function showState(row, name) {
    const place = row.querySelector("[data-state]");
    if (place.textContent.trim() === name) return;
    const pill = Object.assign(document.createElement("span"), { className: "pill pill--warn" });
    pill.textContent = name;
    place.replaceChildren(pill);
  }

  function showMissing() {
    const n = rows.filter((row) => field(row, "version").value === "0").length;
    const some = n === 1 ? "Falta 1 acuerdo por ingresar." : `Faltan ${n} acuerdos por ingresar.`;
    document.getElementById("faltan").textContent = n ? some : "Los 19 acuerdos tienen un avance.";
  }

  // Null when the session is over. Signing in anew changes the token: it is taken from a new page.
  async function post(address, body) {
    const ask = () => {
      body.set("csrfmiddlewaretoken", token());
      return fetch(address, { method: "POST", body, redirect: "manual" });
    };
    const response = await ask();
    if (response.type !== "opaqueredirect" && response.status !== 403) return response;
    const anew = await fetch(form.dataset.page, { redirect: "manual" });
    if (!anew.ok) return null;
    const page = new DOMParser().parseFromString(await anew.text(), "text/html");
    const found = page.querySelector("#grilla [name=csrfmiddlewaretoken]");
    if (!found) return null;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => {
      input.value = found.value;
    });
    return ask();
  }

  function saved(row, answer) {
    field(row, "version").value = answer.version;
    if (answer.session) form.dataset.session = answer.session;
    row.saved = written(row);
    row.classList.remove("is-unsaved");
    showState(row, answer.state);
    row.querySelector("[data-saved]").textContent = `Guardado ${answer.saved_at}`;
    status.textContent = `${row.dataset.row}: guardado ${answer.saved_at}`;
    document.getElementById("enviar-todo").disabled = false;
    showMissing();
    say(row, "");
    watch();
  }

  function refused(row, answer) {
    const errors = Object.values(answer.errors || {}).flat();
    const names = Object.keys(answer.errors || {});
    say(row, errors.length ? errors.join(" ") : answer.detail || "No se pudo guardar.", names);
    if (names.some((name) => name.endsWith("_reason"))) askFor(row, names);
  }

  // Opens the reasons with only what is asked for, and what is written already.
  function askFor(row, names) {
    row.querySelectorAll("[data-reason]").forEach((place) => {
      const input = place.querySelector("textarea");
      place.hidden = !input.value && !names.includes(input.name.slice(input.name.indexOf("-") + 1));
    });
    row.querySelector("details").open = true;
  }

  // Two people wrote the same cell: both values are shown, and this one chooses.
  function conflict(row, answer) {
    row.querySelector("[data-conflict]")?.remove();
    const box = document.getElementById("conflicto").content.firstElementChild.cloneNode(true);
    box.dataset.conflict = "";
    const mine = field(row, "percent").value || field(row, "kind").selectedOptions[0].text;
    box.querySelector("[data-text]").textContent = `${answer.detail} Usted escribió: ${mine}.`;
    box.querySelector("[data-mine]").addEventListener("click", () => {
      field(row, "version").value = answer.current.version;
      box.remove();
      save(row);
    });
    box.querySelector("[data-theirs]").addEventListener("click", () => {
      for (const name of ["percent", "kind", "note", "absence_reason"]) {
        field(row, name).value = answer.current[name];
      }
      box.remove();
      saved(row, answer.current);
    });
    row.querySelector("[data-errors]").after(box);
    say(row, "");
  }

  async function save(row) {
    if (row.saving) {
      row.again = true;
      return;
    }
    const now = written(row);
    if (now === row.saved || row.querySelector("[data-conflict]")) return;
    const empty = field(row, "kind").value === "PERCENT" && !field(row, "percent").value.trim();
    if (empty && field(row, "version").value === "0" && !field(row, "note").value) return;
    row.saving = true;
    row.classList.add("is-unsaved");
    const body = new URLSearchParams();
    fields(row).forEach((input) => body.append(input.name, input.value));
    try {
      const response = await post(row.dataset.save, body);
      if (!response) say(row, ENDED);
      else {
        const answer = await response.json();
        if (response.ok) {
          if (written(row) === now) saved(row, answer);
          else field(row, "version").value = answer.version;
        } else if (answer.current) conflict(row, answer);
        else refused(row, answer);
      }
    } catch {
      say(row, "Sin conexión: no se guardó. Se intentará de nuevo al salir de la celda.");
    }
    row.saving = false;
    if (row.again) {
      row.again = false;
      save(row);
    }
  }

  function move(from, step) {
    const next = cells[cells.indexOf(from) + step];
    if (!next) return;
    next.focus();
    next.select();
  }

  rows.forEach((row) => {
    row.saved = written(row);
    field(row, "note").rows = 1;
    row.addEventListener("focusout", (event) => {
      if (!row.contains(event.relatedTarget)) save(row);
    });
    row.addEventListener("input", () => {
      const changed = written(row) !== row.saved;
      row.classList.toggle("is-unsaved", changed);
      if (!changed) say(row, "");
    });
    row.querySelector("details").addEventListener("toggle", (event) => {
      if (!event.target.open) row.querySelectorAll("[data-reason]").forEach((place) => { place.hidden = false; });
    });
    field(row, "kind").addEventListener("change", () => {
      if (field(row, "kind").value === "PERCENT") return;
      field(row, "percent").value = "";
      askFor(row, ["absence_reason"]);
      field(row, "absence_reason").focus();
    });
  });

  cells.forEach((cell) => {
    cell.addEventListener("focus", () => { cell.before = cell.value; });
    cell.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "Enter") {
        event.preventDefault();
        move(cell, event.shiftKey && event.key === "Enter" ? -1 : 1);
      } else if (event.key === "ArrowUp") {
        event.preventDefault();
        move(cell, -1);
      } else if (event.key === "Escape") {
        cell.value = cell.before;
        cell.select();
        cell.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
    cell.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text/plain");
      if (!text.replace(/\r?\n$/, "").includes("\n")) return;
      event.preventDefault();
      const sent = document.createElement("form");
      sent.method = "post";
      sent.action = form.dataset.paste;
      const values = { csrfmiddlewaretoken: token(), start: cell.closest("tr").dataset.row };
      Object.entries(values).forEach(([name, value]) => {
        sent.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      });
      const column = Object.assign(document.createElement("textarea"), { name: "column", hidden: true });
      column.value = text;
      sent.append(column);
      document.body.append(sent);
      sent.submit();
    });
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      rows.forEach(save);
    }
  });

  window.addEventListener("beforeunload", (event) => {
    if (!rows.every(isSaved)) event.preventDefault();
  });
  form.addEventListener("submit", () => rows.forEach((row) => { row.saved = written(row); }));

  // What is still being saved goes along; what cannot be saved stops the sending.
  const sending = document.getElementById("enviar-todo").form;
  sending.addEventListener("submit", async (event) => {
    event.preventDefault();
    await Promise.all(rows.map(save));
    while (rows.some((row) => row.saving)) await new Promise((done) => setTimeout(done, 50));
    const open = rows.find((row) => !isSaved(row));
    if (!open) sending.submit();
    else {
      status.textContent = `${open.dataset.row} no está guardado: corríjalo antes de enviar.`;
      field(open, "percent").focus();
    }
  });

  // Five minutes before the session ends.
  let timer;
  function watch() {
    clearTimeout(timer);
    timer = setTimeout(warn, Math.max(0, Number(form.dataset.session) - 300) * 1000);
  }
  function warn() {
    document.querySelector("[data-warning]")?.remove();
    const box = document.getElementById("aviso-sesion").content.firstElementChild.cloneNode(true);
    box.dataset.warning = "";
    box.querySelector("button").addEventListener("click", async () => {
      const response = await post(form.dataset.keep, new URLSearchParams()).catch(() => null);
      if (response?.ok) {
        form.dataset.session = (await response.json()).seconds;
        if (Number(form.dataset.session) > 300) {
          box.remove();
          watch();
        } else box.querySelector("p").textContent = LONGEST;
      } else box.querySelector("p").textContent = ENDED;
    });
    document.body.append(box);
  }
  watch();
})();
