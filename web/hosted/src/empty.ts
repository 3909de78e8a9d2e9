// Nothing. Vite wants an entry; the hosted scripts themselves are copied as they are, without a hash in
// their names.
export {};
