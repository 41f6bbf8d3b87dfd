// Loaded before the program (--import): at SIGUSR2 its main thread takes memory until there is none.
process.on("SIGUSR2", () => {
  const eaten = [];
  for (;;) eaten.push(new Array(100_000).fill(eaten.length + 0.5));
});
