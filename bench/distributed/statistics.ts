import type { PrivatePostgres } from "../../src/testing/servers/index.ts";
import type { Print } from "./print.ts";

/** Prints the statements that cost the server most, and what it counts of the database, for each artifact. */
export async function databaseText(server: PrivatePostgres, artifacts: number, print: Print): Promise<void> {
  const [all = []] = await server.run(`
    SELECT sum(calls), sum(total_plan_time + total_exec_time) FROM pg_stat_statements`);
  print(
    `  statements an artifact ${(Number(all[0]) / artifacts).toFixed(1)}, ${(Number(all[1]) / artifacts).toFixed(2)} ms`,
  );
  const rows = await server.run(`
    SELECT calls, total_plan_time + total_exec_time, total_plan_time, left(regexp_replace(query, '\\s+', ' ', 'g'), 60)
    FROM pg_stat_statements ORDER BY 2 DESC LIMIT 10`);
  for (const [calls, time, planning, query] of rows) {
    const [each, took, planned] = [calls, time, planning].map((value) => Number(value) / artifacts);
    print(
      `    ${each?.toFixed(2)} x, ${took?.toFixed(3)} ms (planning ${planned?.toFixed(3)}): ${String(query).trim()}`,
    );
  }
  const [state = []] = await server.run(`
    SELECT numbackends, xact_commit, xact_rollback, deadlocks, round(100.0 * blks_hit / (blks_hit + blks_read + 1), 1)
    FROM pg_stat_database WHERE datname = 'wct'`);
  const [sessions, commits, rollbacks, deadlocks, hits] = state;
  print(
    `  sessions ${sessions}, commits ${commits}, rollbacks ${rollbacks}, deadlocks ${deadlocks}, found in memory ${hits} %`,
  );
  const tables = await server.run(`
    SELECT relname, n_tup_ins, n_tup_del, n_dead_tup, autovacuum_count, pg_total_relation_size(relid) / 1024
    FROM pg_stat_user_tables WHERE n_tup_ins > 100 ORDER BY pg_total_relation_size(relid) DESC LIMIT 6`);
  for (const [name, inserted, deleted, dead, vacuums, size] of tables)
    print(`    ${name}: ${inserted} inserted, ${deleted} deleted, ${dead} dead, ${vacuums} vacuums, ${size} KiB`);
}
