// Opens pages as a telephone shows them, with all that folds open, and writes what does not fit as JSON to standard output.
//   node phone.mjs PAGE...
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({
  executablePath: process.env.PCHAT_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const found = [];
for (const page of process.argv.slice(2)) {
  const tab = await browser.newPage();
  await tab.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true });
  await tab.goto(pathToFileURL(resolve(page)).href, { waitUntil: "load" });
  const unfit = await tab.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    const unfit = [];
    if (document.documentElement.scrollWidth > innerWidth) unfit.push("the page is wider than the screen");
    const scrolls = element => {
      for (let it = element.parentElement; it; it = it.parentElement)
        if (["auto", "scroll"].includes(getComputedStyle(it).overflowX)) return true;
      return false;
    };
    const shown = element => element.textContent.trim().slice(0, 60);
    for (const element of document.querySelectorAll("body *")) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const says = [...element.childNodes].some(it => it.nodeType === Node.TEXT_NODE && it.data.trim());
      // What is only read aloud is made as small as a point.
      if (!says || box.width < 3) continue;
      if (box.right > innerWidth + 1 && !scrolls(element)) unfit.push(`beyond the screen: ${shown(element)}`);
      if (style.overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1) unfit.push(`cut: ${shown(element)}`);
    }
    for (const plot of document.querySelectorAll("svg")) {
      const edge = plot.getBoundingClientRect();
      const texts = [...plot.querySelectorAll("text")].map(it => [it, it.getBoundingClientRect()]).filter(([, box]) => box.width);
      texts.forEach(([text, box], at) => {
        if (box.right > edge.right + 1 || box.left < edge.left - 1) unfit.push(`beyond its plot: ${shown(text)}`);
        for (const [other, beside] of texts.slice(at + 1)) {
          const across = Math.min(box.right, beside.right) - Math.max(box.left, beside.left);
          const down = Math.min(box.bottom, beside.bottom) - Math.max(box.top, beside.top);
          if (across > 1 && down > 3) unfit.push(`over each other: ${shown(text)} and ${shown(other)}`);
        }
      });
    }
    return unfit;
  });
  found.push(...unfit.map(what => `${page}: ${what}`));
  await tab.close();
}
await browser.close();
process.stdout.write(JSON.stringify(found));
