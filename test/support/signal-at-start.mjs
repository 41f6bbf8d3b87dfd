// Sends the process the signal named by WCT_TEST_SIGNAL once it listens for all of them: it is still loading itself then.
const { on } = process;
process.on = function listen(name, listener) {
  const result = on.call(this, name, listener);
  if (name === "SIGHUP") process.kill(process.pid, process.env.WCT_TEST_SIGNAL);
  return result;
};
