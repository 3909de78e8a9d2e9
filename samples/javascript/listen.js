// Hears by webhook what happens to a HIT, and approves its assignment as soon as it is submitted.
import { createHmac, timingSafeEqual } from "node:crypto";
import { on, once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

import {
  ApproveAssignmentCommand,
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  DeleteHITCommand,
  SendTestEventNotificationCommand,
  UpdateNotificationSettingsCommand,
} from "@aws-sdk/client-mturk";

import { connect, question } from "./connection.js";

const SECRET = process.env.KEMPELEN_WEBHOOK_SECRET;

/** `header` is t=<epoch seconds>,v1=<hex>: who knows the address but not the secret cannot write it. */
function isGenuine(header = "", body) {
  const { t, v1 = "" } = Object.fromEntries(header.split(",").map((part) => part.split("=")));
  const expected = createHmac("sha256", SECRET).update(`${t}.`).update(body).digest();
  const claimed = Buffer.from(v1, "hex");
  return (
    claimed.length === expected.length &&
    timingSafeEqual(claimed, expected) &&
    Math.abs(Date.now() / 1000 - Number(t)) < 300
  );
}

const webhook = createServer(async (request, response) => {
  const body = await buffer(request);
  const genuine = isGenuine(request.headers["kempelen-signature"], body);
  response.writeHead(genuine ? 204 : 403).end();
  if (genuine) webhook.emit("document", JSON.parse(body));
});

/** Each event once, although a document may come twice. */
async function* events(documents) {
  const known = new Set();
  for await (const [document] of documents) {
    if (known.has(document.EventDocId)) continue;
    known.add(document.EventDocId);
    yield* document.Events;
  }
}

const documents = on(webhook, "document"); // from now on, before any can come
webhook.listen(0, "127.0.0.1");
await once(webhook, "listening");

const mturk = connect();
const { HITTypeId } = await mturk.send(
  new CreateHITTypeCommand({
    Title: "Look out of the window",
    Description: "Say what you see.",
    Reward: "0.10",
    AssignmentDurationInSeconds: 600,
  }),
);
const Notification = {
  Destination: `http://127.0.0.1:${webhook.address().port}/`,
  Transport: "Webhook",
  Version: "2014-08-15",
  EventTypes: ["AssignmentAccepted", "AssignmentSubmitted", "AssignmentApproved"],
};
// A Ping comes at once if the destination can be reached.
await mturk.send(new SendTestEventNotificationCommand({ Notification, TestEventType: "Ping" }));
await mturk.send(new UpdateNotificationSettingsCommand({ HITTypeId, Notification, Active: true }));
const { HIT } = await mturk.send(
  new CreateHITWithHITTypeCommand({
    HITTypeId,
    MaxAssignments: 1,
    LifetimeInSeconds: 3600,
    Question: await question("question_form"),
  }),
);
console.log("HIT:", HIT.HITId);

for await (const { EventType, AssignmentId } of events(documents)) {
  console.log("event:", EventType);
  if (EventType === "AssignmentSubmitted") await mturk.send(new ApproveAssignmentCommand({ AssignmentId }));
  if (EventType === "AssignmentApproved") break;
}
webhook.close();
webhook.closeAllConnections();
await mturk.send(new DeleteHITCommand({ HITId: HIT.HITId }));
console.log("heard: everything");
