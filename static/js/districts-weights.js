// The sliders answer at once: the ranking is fetched from the page's own address.
(() => {
  "use strict";
  const form = document.getElementById("pesos-form");
  const place = document.getElementById("resultado");
  const said = document.getElementById("resultado-aviso");
  const rows = [...form.querySelectorAll("[data-slider]")].map((row) => ({
    range: row.querySelector("[type=range]"),
    text: row.querySelector("[type=text]"),
  }));
  const keep = form.elements.orden;
  const write = (row, value) => {
    row.range.value = value;
    row.text.value = String(row.range.value).replace(".", ",");
  };

  // In the study's order a weight pushes those above it up and those below it down.
  const push = (moved) => {
    if (!keep.checked) return;
    rows.forEach((row, at) => {
      const value = Number(rows[moved].range.value);
      if (at < moved && Number(row.range.value) < value) write(row, value);
      if (at > moved && Number(row.range.value) > value) write(row, value);
    });
  };

  let asked = 0;
  let waiting;
  const ask = async () => {
    const mine = ++asked;
    const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "omit" });
    if (!answer.ok || mine !== asked) return;
    place.innerHTML = await answer.text();
    for (const row of rows) {
      row.text.closest(".field").classList.remove("field--error");
      row.text.removeAttribute("aria-invalid");
    }
    const found = place.querySelector("[data-said]");
    said.textContent = found ? found.dataset.said : "";
    history.replaceState(null, "", address);
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 60);
  };

  rows.forEach((row, at) => {
    row.range.hidden = false;
    row.range.addEventListener("input", () => {
      write(row, row.range.value);
      push(at);
      soon();
    });
    row.text.addEventListener("change", () => {
      row.range.value = row.text.value.replace(",", ".");
      soon();
    });
  });
  keep.addEventListener("change", () => {
    if (keep.checked) rows.forEach((_row, at) => push(at));
    soon();
  });
})();
