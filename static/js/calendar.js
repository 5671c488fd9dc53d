// The month's calendar: a piece may be dragged to another day, or picked up and dropped with the
// mouse. It only fills in and sends the form below the calendar, which works without this script.
(() => {
  "use strict";
  const month = document.querySelector("table[data-month]");
  const form = document.querySelector("form.move");
  if (!month || !form) return;
  let held = "";

  function dayOf(event) {
    return event.target instanceof Element ? event.target.closest("td[data-day]") : null;
  }

  function mark(day) {
    for (const marked of month.querySelectorAll(".is-target")) marked.classList.remove("is-target");
    if (day) day.classList.add("is-target");
  }

  month.addEventListener("dragstart", (event) => {
    const entry = event.target instanceof Element ? event.target.closest("[data-item]") : null;
    if (!entry) return;
    held = entry.dataset.item;
    event.dataTransfer.setData("text/plain", held);
    event.dataTransfer.effectAllowed = "move";
  });

  month.addEventListener("dragover", (event) => {
    if (!held) return;
    event.preventDefault();
    mark(dayOf(event));
  });

  month.addEventListener("drop", (event) => {
    const day = dayOf(event);
    if (!held || !day) return;
    event.preventDefault();
    form.querySelector("[name=mover-item]").value = held;
    form.querySelector("[name=mover-to]").value = day.dataset.day;
    form.requestSubmit();
  });

  month.addEventListener("dragend", () => {
    held = "";
    mark(null);
  });
})();
