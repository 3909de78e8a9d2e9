// The page: takes endpoint and keys from the form, runs the chosen program, and shows what it says.
import { connect } from "./connection.js";
import { check_balance } from "./check_balance.js";
import { collect_and_approve } from "./collect_and_approve.js";
import { collect_files } from "./collect_files.js";
import { listen } from "./listen.js";
import { manage_hits } from "./manage_hits.js";
import { manage_qualifications } from "./manage_qualifications.js";
import { publish } from "./publish.js";
import { qualification_test } from "./qualification_test.js";
import { review_and_pay } from "./review_and_pay.js";

const PROGRAMS = {
  check_balance,
  publish,
  collect_and_approve,
  qualification_test,
  review_and_pay,
  manage_hits,
  manage_qualifications,
  collect_files,
  listen,
};
const form = document.querySelector("form");
const status = document.querySelector("[role=status]");
const log = document.querySelector("pre");

function say(...words) {
  const line = words.join(" ");
  log.append(`${line}\n`);
  console.log(line);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const settings = Object.fromEntries(new FormData(form));
  log.replaceChildren();
  status.textContent = "Running …";
  try {
    await PROGRAMS[event.submitter.value](connect(settings), say, settings);
    status.textContent = "Done.";
  } catch (error) {
    status.textContent = `${error.name}: ${error.message}`;
    console.error(error);
  }
});
