// Sliders beside the weights, and their sum while they move; the form works without them.
(() => {
  "use strict";
  const written = (field) => Number(field.value.trim().replace(",", "."));
  const spanish = (number) => String(Math.round(number * 100) / 100).replace(".", ",");

  function show(fields, output) {
    const sum = fields.reduce((total, field) => total + written(field), 0);
    output.textContent = Number.isNaN(sum) ? "sin calcular" : spanish(sum);
    output.classList.toggle("is-wrong", Math.abs(sum - 100) > 1e-9);
  }

  for (const group of document.querySelectorAll("[data-weights]")) {
    const fields = [...group.querySelectorAll("input[data-of]")];
    const output = group.querySelector("[data-sum]");
    for (const field of fields) {
      const slider = document.createElement("input");
      Object.assign(slider, { type: "range", min: 0, max: 100, step: 0.5 });
      slider.value = written(field);
      slider.setAttribute("aria-label", field.labels[0].textContent.trim());
      slider.addEventListener("input", () => {
        field.value = spanish(slider.valueAsNumber);
        show(fields, output);
      });
      field.addEventListener("input", () => {
        slider.value = written(field) || 0;
        show(fields, output);
      });
      field.after(slider);
    }
    show(fields, output);
  }
})();
