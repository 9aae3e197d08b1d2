// Opens a report page in Chromium as a reader does, and writes what it saw as JSON to standard output.
//   node page.mjs PAGE FOLDER [DECISIONS]
// FOLDER gets the files that the page saves: `as-proposed.csv`, `decided.csv` and, where a file of decisions is loaded,
// `loaded.csv`.
import { readFile, rename } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import puppeteer from "puppeteer-core";

const [page, folder, decisions] = process.argv.slice(2).map(path => resolve(path));
const address = pathToFileURL(page).href;
const browser = await puppeteer.launch({
  executablePath: process.env.PCHAT_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const seen = { requests: [], console: [] };

const open = async (scripts = true) => {
  const tab = await browser.newPage();
  await tab.setJavaScriptEnabled(scripts);
  await tab.setViewport({ width: 1200, height: 900 });
  tab.on("request", request => { if (request.url() !== address) seen.requests.push(request.url()); });
  tab.on("console", message => { if (["error", "warning"].includes(message.type())) seen.console.push(message.text()); });
  tab.on("pageerror", error => seen.console.push(String(error)));
  await tab.goto(address, { waitUntil: "load" });
  return tab;
};

const save = async (tab, name) => {
  const session = await browser.target().createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder, eventsEnabled: true });
  const done = new Promise(finished => session.on("Browser.downloadProgress", it => { if (it.state === "completed") finished(); }));
  await tab.click("#save");
  await done;
  await rename(join(folder, "decisions.csv"), join(folder, name));
};

const tab = await open();
const started = await tab.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd);
seen.loaded = Math.round(started);

// The order of the keyboard: what the first presses of the tabulator reach.
seen.keyboard = [];
for (let press = 0; press < 8; press++) {
  await tab.keyboard.press("Tab");
  seen.keyboard.push(await tab.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.id));
}

if (await tab.$("#save")) {
  await save(tab, "as-proposed.csv");

  // One row after the other: leave a room out, and give another one a name that is taken, too long, and its own.
  const say = text => tab.evaluate(text => [...document.querySelectorAll("td[data-row]")].map(cell => cell.querySelector("output").textContent)[text], text);
  const rows = await tab.$$("td[data-row]");
  const renamed = await tab.evaluate(() => [...document.querySelectorAll("td[data-row] select")].findIndex(it => it.value === "rename"));
  const write = async text => {
    const field = await rows[renamed].$("textarea");
    await field.evaluate(it => it.select());
    await field.type(text);
    return say(renamed);
  };
  seen.tooLong = await write("x".repeat(257));
  seen.taken = await write(await tab.evaluate(() => document.querySelector("#inventory table tbody tr th bdi").textContent.toUpperCase()));
  seen.free = await write("  ÉTÉ = “new”, \ud83d\ude00");
  const excluded = await tab.evaluate(renamed => [...document.querySelectorAll("td[data-row]")].findIndex((cell, at) => at !== renamed && cell.querySelector("option[value=exclude]") && cell.parentElement.cells[0].textContent.startsWith("Room")), renamed);
  await (await rows[excluded].$("select")).select("exclude");
  await (await rows[excluded].$("input.note")).type("=not needed");
  seen.excluded = await tab.evaluate(at => document.querySelectorAll("td[data-row]")[at].parentElement.cells[0].querySelector("bdi").textContent, excluded);
  seen.state = await tab.$eval("#state", it => it.textContent);
  await save(tab, "decided.csv");

  // Sorting and filtering.
  const first = () => tab.$eval("#inventory table.sortable tbody th bdi", it => it.textContent);
  const names = () => tab.$$eval("#inventory table.sortable tbody tr", rows => rows.map(row => row.cells[0].querySelector("bdi").textContent));
  await tab.click("#inventory table.sortable th button");
  seen.sorted = await names();
  seen.sortedBy = await tab.$eval("#inventory table.sortable th", it => it.getAttribute("aria-sort"));
  seen.first = await first();
  await tab.type("#filter", "invitations");
  seen.filtered = await tab.$$eval(".found tbody tr", rows => rows.filter(row => row.getClientRects().length).map(row => row.textContent.toLowerCase().includes("invitations")));
  seen.found = await tab.$eval("#found", it => it.textContent);
}

// The judges: what is wrong for those who cannot see it, and what is no valid HTML.
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const judged = await open();
await judged.evaluate(axe);
const { violations } = await judged.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
seen.axe = violations.filter(it => ["serious", "critical"].includes(it.impact)).map(it => `${it.id}: ${it.nodes[0].html.slice(0, 200)}`);
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  // Style, not errors: how maud writes void elements and attributes.
  rules: { "long-title": "off", "void-style": "off", "attribute-boolean-style": "off", "no-inline-style": "error", "no-trailing-whitespace": "off" },
});
const report = await validator.validateString(await readFile(page, "utf8"));
seen.invalid = report.results.flatMap(it => it.messages).filter(it => it.severity > 1).map(it => `${it.line}:${it.column} ${it.ruleId}: ${it.message}`).slice(0, 20);

// Without scripts.
const plain = await open(false);
// Also what is laid out only when it is scrolled to, which is no part of `innerText`.
seen.withoutScripts = await plain.$eval("main", main => {
  const all = main.cloneNode(true);
  all.querySelectorAll("[hidden], script, style").forEach(it => it.remove());
  return all.textContent;
});

if (decisions) {
  const again = await open();
  await (await again.$("#load")).uploadFile(decisions);
  await again.waitForFunction(() => document.getElementById("state").textContent.includes(".csv"));
  seen.loadedState = await again.$eval("#state", it => it.textContent);
  await save(again, "loaded.csv");
}

await browser.close();
console.log(JSON.stringify(seen));
