// What client_load.cc does, with the AWS SDK v3 for Node: as many calls under way as connections.
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";

import { CreateHITCommand, GetAccountBalanceCommand, MTurkClient } from "@aws-sdk/client-mturk";

const [operation, ...numbers] = process.argv.slice(2);
const [connections, milliseconds, warmUpMilliseconds] = numbers.map(Number);
const Question = await text(process.stdin);
const mturk = new MTurkClient({ endpoint: process.env.AWS_ENDPOINT_URL_MTURK, region: "us-east-1" });
let failures = 0;

const create = async () =>
  (await mturk.send(
    new CreateHITCommand({
      MaxAssignments: 1,
      LifetimeInSeconds: 604800,
      AssignmentDurationInSeconds: 600,
      Reward: "0.05",
      Title: "Say which animal it is",
      Keywords: "image, label, animal",
      Description: "Look at one picture and say which animal it shows.",
      Question,
    }),
  )).HIT.HITId;
const ask = async () => (await mturk.send(new GetAccountBalanceCommand({}))).AvailableBalance;
const call = operation === "CreateHIT" ? create : ask;

/** Calls for so long; how many calls were good. */
async function run(duration) {
  const end = performance.now() + duration;
  let calls = 0;
  const work = async () => {
    while (performance.now() < end) {
      try {
        if (!(await call())) throw new Error("an answer without what was asked for");
        calls += 1;
      } catch (problem) {
        console.error(problem.message);
        failures += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return calls;
}

await run(warmUpMilliseconds);
const began = performance.now();
const usedBefore = process.cpuUsage();
const calls = await run(milliseconds);
const used = process.cpuUsage(usedBefore);
const wall = (performance.now() - began) / 1000;
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
console.log(calls, failures, wall, (used.user + used.system) / 1e6, peak / 1e6);
process.exit(); // connections that are kept would hold it back
