// After the build: writes the compressed variants that the server embeds, prints what a first visit costs,
// and fails when the worker site or the documentation outgrows its budget.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budgetKiB = 450;
/** What the documentation may add to the program, compressed variants included. */
const docsBudgetKiB = 2000;
const compressible = new Set(['.html', '.js', '.css', '.svg', '.json', '.txt']);
const dist = new URL('./dist/', import.meta.url).pathname;

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** Size of the file as it travels; leaves `file.gz` beside it where that is smaller. */
function compress(path) {
  const bytes = readFileSync(path);
  if (!compressible.has(extname(path))) return bytes.length;
  const packed = gzipSync(bytes, { level: 9 });
  if (packed.length >= bytes.length * 0.95) return bytes.length;
  writeFileSync(`${path}.gz`, packed);
  return packed.length;
}

let docs = 0;
for (const path of filesUnder(join(dist, 'docs'))) {
  if (path.endsWith('.gz')) continue;
  const size = statSync(path).size;
  const packed = compress(path);
  docs += size + (packed < size ? packed : 0);
}
const docsKiB = (docs / 1024).toFixed(1);
console.log(`Documentation, with compressed variants: ${docsKiB} KiB of ${docsBudgetKiB} KiB`);
if (docs > docsBudgetKiB * 1024) {
  console.error('That is over the budget: see what web/docs/src/sources.ts makes pages of.');
  process.exit(1);
}

let code = 0;
for (const path of [...filesUnder(join(dist, 'worker')), ...filesUnder(join(dist, 'hosted'))].sort()) {
  if (path.endsWith('.gz')) continue;
  const size = compress(path);
  if (path.startsWith(join(dist, 'worker')) && /\.(js|css)$/.test(path)) code += size;
  console.log(`${(size / 1024).toFixed(1).padStart(8)} KiB  ${path.slice(dist.length)}`);
}
console.log(`Worker site, JavaScript and CSS, gzip: ${(code / 1024).toFixed(1)} KiB of ${budgetKiB} KiB`);
if (code > budgetKiB * 1024) {
  console.error(
    'That is over the budget: find what grew (npx vite build --mode development shows the modules).',
  );
  process.exit(1);
}
