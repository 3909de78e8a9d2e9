// What all programs share: the client, waiting, and the shape of a HIT.
import { GetHITCommand, MTurkClient } from "@aws-sdk/client-mturk";

/** In a browser nothing is found by itself: endpoint, region and credentials stand in the code. */
export function connect(settings, endpoint = settings.AWS_ENDPOINT_URL_MTURK) {
  return new MTurkClient({ endpoint, region: "us-east-1", credentials: credentials(settings) });
}

export function credentials(settings) {
  return {
    accessKeyId: settings.AWS_ACCESS_KEY_ID,
    secretAccessKey: settings.AWS_SECRET_ACCESS_KEY,
  };
}

/** Asks once a second until `holds` says yes. */
export async function until(holds) {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 1000));
}

export async function isReviewable(mturk, HITId) {
  const { HIT } = await mturk.send(new GetHITCommand({ HITId }));
  return HIT.HITStatus === "Reviewable";
}
