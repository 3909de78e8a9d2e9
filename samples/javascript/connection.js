// What all programs share: the client, the questions of samples/questions, and waiting.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { GetHITCommand, MTurkClient } from "@aws-sdk/client-mturk";

/** A client for one marketplace; the SDK itself finds the credentials in the environment. */
export function connect(endpoint = process.env.AWS_ENDPOINT_URL_MTURK) {
  return new MTurkClient({ endpoint, region: "us-east-1" });
}

export function question(name) {
  return readFile(new URL(`../questions/${name}.xml`, import.meta.url), "utf8");
}

/** Asks once a second until `holds` says yes. */
export async function until(holds) {
  while (!(await holds())) await sleep(1000);
}

export async function isReviewable(mturk, HITId) {
  const { HIT } = await mturk.send(new GetHITCommand({ HITId }));
  return HIT.HITStatus === "Reviewable";
}
