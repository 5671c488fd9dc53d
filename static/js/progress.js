// The bar of a job that runs in the background; the page is loaded anew when it is done.
(() => {
  "use strict";
  const box = document.getElementById("lectura");
  async function look() {
    const answer = await fetch(box.dataset.progress);
    // To the sign-in page when the session ends meanwhile: looking does not prolong it.
    const { state, read, total } = answer.redirected ? {} : await answer.json();
    if (state !== "READING") {
      window.location.reload();
      return;
    }
    if (total) {
      box.querySelector("progress").max = total;
      box.querySelector("progress").value = read;
      box.querySelector("[data-text]").textContent = `${read} de ${total} filas`;
    }
    setTimeout(look, 700);
  }
  look();
})();
