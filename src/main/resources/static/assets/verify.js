// Says that a file is too large before it travels; the server says it anyway.
const file = document.getElementById("file");
const wrong = document.getElementById("file-wrong");
const say = words => {
  wrong.textContent = words;
  wrong.hidden = !words;
  words ? file.setAttribute("aria-invalid", "true") : file.removeAttribute("aria-invalid");
};
const complaint = () => {
  if (!file.files.length) return "Choose the PDF you want to check.";
  if (file.files[0].size > Number(file.dataset.limit)) return `This file is larger than ${file.dataset.limitWords}. A record is never that large.`;
  return "";
};
file.addEventListener("change", () => say(file.files.length ? complaint() : ""));
file.form.addEventListener("submit", event => {
  const words = complaint();
  if (!words) return;
  event.preventDefault();
  say(words);
  file.focus();
});
