// Keeps the breach board true while it is left open: counts down by the server's clock, asks for changes every fifteen seconds,
// and looks at once when the machine wakes up or the page is shown again.
const board = document.getElementById("board");
const said = document.getElementById("board-said");
const SOON = 12 * 3600 * 1000;
let ahead = 0;
let stamp = "";

const unit = (count, name) => count ? `${count} ${name}${count === 1 ? "" : "s"} ` : "";
const time = span => {
  const minutes = Math.floor(span / 60000);
  return (unit(Math.floor(minutes / 1440), "day") + unit(Math.floor(minutes / 60) % 24, "hour") + unit(minutes % 60, "minute")).trim() || "less than a minute";
};
const set = (place, words) => { if (place && place.textContent !== words) place.textContent = words; };

const count = root => {
  const now = Date.now() + ahead;
  for (const row of root.querySelectorAll("[data-deadline]")) {
    if (row.dataset.told === "true") continue;
    const left = Number(row.dataset.deadline) - now;
    const urgency = left < 0 || row.dataset.late === "true" ? "LATE" : left <= SOON ? "SOON" : "IN_TIME";
    row.dataset.urgency = urgency;
    set(row.querySelector("[data-word]"), { LATE: "■ LATE", SOON: "▲ Soon", IN_TIME: "● In time" }[urgency]);
    set(row.querySelector("[data-left]"), left < 0 ? `LATE by ${time(-left)}` : `${time(left)} left`);
  }
};

if (board) {
  const clock = () => new Date(Date.now() + ahead).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  let asking = false;
  const ask = async () => {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(board.dataset.source, { headers: { "If-None-Match": stamp, Accept: "text/html" }, redirect: "manual", cache: "no-store" });
      if (answer.headers.get("X-Server-Time")) ahead = Number(answer.headers.get("X-Server-Time")) - Date.now();
      if (answer.status === 200) {
        const focused = document.activeElement && board.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board-list");
        document.getElementById("board-list").replaceWith(document.adoptNode(fresh));
        stamp = `"${fresh.dataset.stamp}"`;
        if (focused) board.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
        set(said, `Changed at ${clock()}.`);
      } else if (answer.status === 304) {
        // What is shown is still true; saying so every time would only disturb.
        if (said.dataset.trouble) set(said, `In touch with the server again at ${clock()}.`);
      } else {
        throw new Error("signed out");
      }
      delete said.dataset.trouble;
      said.classList.remove("late");
    } catch (trouble) {
      said.dataset.trouble = "true";
      said.classList.add("late");
      set(said, trouble.message === "signed out" ? "You have been signed out: the cases shown may be out of date. Load the page again."
        : "The server cannot be reached: the cases shown may be out of date. The times still run.");
    }
    asking = false;
    count(board);
  };
  const list = document.getElementById("board-list");
  ahead = Number(list.dataset.now) - Date.now();
  stamp = `"${list.dataset.stamp}"`;
  count(board);
  setInterval(() => count(board), 1000);
  setInterval(ask, 15000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("online", ask);
}

const single = document.getElementById("countdown");
if (single) {
  ahead = Number(single.dataset.now) - Date.now();
  count(single.parentElement);
  setInterval(() => count(single.parentElement), 1000);
}

// The regulator's form: a button copies one answer.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const answer = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(answer.textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2500);
    } catch (notAllowed) {
      getSelection().selectAllChildren(answer);
      button.textContent = "Selected: press Ctrl and C";
    }
  });
}
