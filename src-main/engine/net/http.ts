/**
 * Node's HTTP, not by `import`: an ES module of it asks for every one of its names, and some of these load undici, which
 * takes 50 ms of each start (measured, Node 24).
 */
export const http = process.getBuiltinModule('node:http');
