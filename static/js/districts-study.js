// The bar of a study of stability; the page is loaded anew when it is done.
(() => {
  "use strict";
  const box = document.getElementById("estudio-avance");
  async function look() {
    const { state, done, draws } = await (await fetch(box.dataset.progress)).json();
    if (state !== "WAITING" && state !== "RUNNING") {
      window.location.reload();
      return;
    }
    box.querySelector("progress").value = done;
    box.querySelector("[data-text]").textContent = `${done} de ${draws} repeticiones`;
    setTimeout(look, 1000);
  }
  look();
})();
