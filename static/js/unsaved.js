// The forms of the desks: whoever leaves what they wrote and did not send is asked first. So is who
// sends one form of a page with text in another. The grid has a script of its own.
(() => {
  "use strict";
  const forms = [...document.querySelectorAll("main form.form[method=post]")];
  const WRITTEN = "textarea, input:not([type=hidden], [type=password], [type=file], [type=checkbox], [type=radio])";
  let sent;

  function isUnsaved(form) {
    if (form === sent) return false;
    const refused = form.querySelector(".errors, .field--error");
    return [...form.querySelectorAll(WRITTEN)].some((input) =>
      input.value !== input.defaultValue || (refused && input.tagName === "TEXTAREA" && input.value));
  }

  forms.forEach((form) => form.addEventListener("submit", () => { sent = form; }));
  window.addEventListener("beforeunload", (event) => {
    if (forms.some(isUnsaved)) event.preventDefault();
    sent = undefined;
  });
})();
