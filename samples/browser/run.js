// Runs one program of the page in headless Chromium as a person would: fills in the form from the
// environment, presses the button, and prints what the page says. `node run.js PROGRAM`.
import { execFileSync } from "node:child_process";

import { chromium } from "playwright-core";

const [program] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim(),
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(0); // it may wait long for a worker
  page.on("console", (message) => {
    if (message.type() === "log") console.log(message.text());
  });
  await page.goto(new URL("index.html", import.meta.url).href);
  for (const field of await page.locator("input").all()) {
    await field.fill(process.env[await field.getAttribute("name")] ?? "");
  }
  await page.locator(`button[value="${program}"]`).click();
  const status = page.getByRole("status");
  await status.filter({ hasNotText: "Running" }).filter({ hasNotText: "Choose" }).waitFor();
  const outcome = await status.textContent();
  if (outcome !== "Done.") throw new Error(outcome);
} finally {
  await browser.close();
}
