import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binaryCell, type DumpTable, readDump, readDumpHead, type SqlDialect } from "./index.ts";

interface ReadBack {
  readonly tables: readonly string[];
  readonly rows: readonly string[];
  readonly problems: readonly string[];
}

const never = new AbortController().signal;

const columnText = ({
  name,
  type,
  isPrimaryKey,
  isNullable,
  fallback,
  comment,
  references,
}: DumpTable["columns"][number]) =>
  [
    `${name} ${type}`.trim(),
    ...(isPrimaryKey ? ["key"] : []),
    ...(isNullable ? [] : ["required"]),
    ...(fallback === null ? [] : [`default ${fallback}`]),
    ...(comment === null ? [] : [`(${comment})`]),
    ...(references === null ? [] : [`-> ${references.table.name}.${references.column ?? "key"}`]),
  ].join(" ");

function readBack(pieces: Iterable<string>, dialect: SqlDialect): ReadBack {
  const rows: string[] = [];
  const problems: string[] = [];
  const tables = readDump(
    pieces,
    { dialect, database: "shop", signal: never },
    {
      row: ({ name }, cells) =>
        rows.push(`${name.name}: ${JSON.stringify(cells.map((cell) => (cell === binaryCell ? "BINARY" : cell)))}`),
      problem: ({ line, reason }) => problems.push(`${line}: ${reason}`),
    },
  );
  return {
    tables: tables.map(({ name, kind, comment, columns, partitionOf }) => {
      const full = [name.database, name.schema, name.name].filter((part) => part !== "").join(".");
      const of = partitionOf === null ? "" : ` of ${partitionOf.name}`;
      return `${kind} ${full}${of}${comment === null ? "" : ` (${comment})`}: ${columns.map(columnText).join(", ")}`;
    }),
    rows,
    problems,
  };
}

const postgresql = `-- PostgreSQL database dump
SET client_encoding = 'UTF8';
CREATE FUNCTION crm.f() RETURNS text LANGUAGE plpgsql AS $x$ begin insert into orders values (1); return ';'; end $x$;
CREATE FUNCTION crm.g() RETURNS integer LANGUAGE sql
    BEGIN ATOMIC
 SELECT 1;
 SELECT 2;
END;
CREATE TABLE crm.people (
    id integer NOT NULL,
    "E-Mail" public.email DEFAULT 'x@y'::text NOT NULL,
    tags text[],
    note character varying(255) DEFAULT 'a,b'::character varying,
    pic bytea,
    CONSTRAINT people_check CHECK ((id > 0))
);
COMMENT ON TABLE crm.people IS 'People; they''re here';
COMMENT ON COLUMN crm.people."E-Mail" IS 'where to write';
CREATE TABLE public.orders (
    id integer NOT NULL,
    person integer,
    at timestamp with time zone NOT NULL
)
PARTITION BY RANGE (at);
CREATE TABLE public.orders_2024 (
    id integer NOT NULL,
    person integer,
    at timestamp with time zone NOT NULL
);
CREATE VIEW public.who AS
 SELECT p.id,
    p."E-Mail" AS mail,
    count(*) OVER () AS n
   FROM (crm.people p
     JOIN public.orders o ON ((o.person = p.id)));
ALTER TABLE ONLY public.orders ATTACH PARTITION public.orders_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
COPY crm.people (id, "E-Mail", tags, note, pic) FROM stdin;
1\tines@muster.de\t{a,b}\tline\\nbreak\\ttab \\\\ back\t\\\\xdeadbeef
2\tjonas@muster.de\t\\N\t\\N\t\\N
\\.

INSERT INTO public.orders_2024 (at, id) VALUES ('2024-05-01', -7), ('2024-05-02', 8);
ALTER TABLE ONLY crm.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_fkey FOREIGN KEY (person) REFERENCES crm.people(id) ON DELETE CASCADE;
`;

const mysql = `/*M!999999\\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: 127.0.0.1    Database: shop
/*!40101 SET NAMES utf8mb4 */;
CREATE TABLE \`people data\` (
  \`id\` int(10) unsigned NOT NULL AUTO_INCREMENT,
  \`email\` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'x''y' COMMENT 'where; to write',
  \`mood\` enum('happy','s,ad') DEFAULT NULL,
  \`pic\` blob DEFAULT NULL,
  PRIMARY KEY (\`id\`),
  KEY \`k_email\` (\`email\`(10)),
  FULLTEXT KEY \`ft\` (\`email\`)
) ENGINE=InnoDB AUTO_INCREMENT=32 DEFAULT CHARSET=utf8mb4 COMMENT='Pe''ople';
INSERT INTO \`people data\` VALUES
(1,'ines@muster.de','happy',_binary '\\0\\'x'),
(2,'it\\'s "q"; -- no comment','s,ad',0x00FF);
/*!50001 CREATE VIEW \`who\` AS SELECT
 1 AS \`mail\` */;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=\`root\`@\`%\`*/ /*!50003 TRIGGER t BEFORE INSERT ON orders FOR EACH ROW BEGIN INSERT INTO x VALUES (1); END */;;
DELIMITER ;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=\`root\`@\`127.0.0.1\` SQL SECURITY DEFINER */
/*!50001 VIEW \`who\` AS select \`p\`.\`email\` AS \`mail\` from (\`people data\` \`p\` join \`orders\` \`o\` on(\`o\`.\`person\` = \`p\`.\`id\`)) */;
USE \`second\`;
CREATE TABLE \`t\` (\`a\` int(11));
`;

const sqlite = `PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE [my people](id integer primary key, 'e-mail' text default 'a', bio, key text, x blob, name generated always as (bio||'x'));
INSERT INTO "my people" VALUES(1,'ines@muster.de',replace('a\\nb;''q','\\n',char(10)),unistr('k\\u000d'),X'00ff');
CREATE VIEW v as select "e-mail", bio as b from [my people];
CREATE TRIGGER tr after insert on [my people] begin update [my people] set bio=case when 1 then 'x' end; select 1; end;
INSERT INTO sqlite_sequence VALUES('my people',1);
INSERT INTO undeclared VALUES(1.5,NULL,'z');
COMMIT;
`;

describe("a dump is read as if the database had been read", () => {
  test("of PostgreSQL", () => {
    expect(readBack([postgresql], "postgresql")).toEqual({
      tables: [
        "table shop.crm.people (People; they're here): id integer key required, " +
          "E-Mail public.email required default 'x@y'::text (where to write), tags text[], " +
          "note character varying(255) default 'a,b'::character varying, pic bytea",
        "table shop.public.orders: id integer required, person integer -> people.id, at timestamp with time zone required",
        "table shop.public.orders_2024 of orders: id integer required, person integer, at timestamp with time zone required",
        "view shop.public.who: id integer -> people.id, mail public.email -> people.E-Mail, n",
      ],
      rows: [
        String.raw`people: ["1","ines@muster.de","{a,b}","line\nbreak\ttab \\ back","\\xdeadbeef"]`,
        'people: ["2","jonas@muster.de",null,null,null]',
        'orders: ["-7",null,"2024-05-01"]',
        'orders: ["8",null,"2024-05-02"]',
      ],
      problems: [],
    });
  });

  test("of MySQL and MariaDB", () => {
    expect(readBack([mysql], "mysql")).toEqual({
      tables: [
        "table shop.people data (Pe'ople): id int(10) unsigned key required, " +
          "email varchar(255) required default 'x''y' (where; to write), mood enum('happy', 's,ad') default NULL, " +
          "pic blob default NULL",
        "view shop.who: mail varchar(255) -> people data.email",
        "table second.t: a int(11)",
      ],
      rows: [
        'people data: ["1","ines@muster.de","happy","BINARY"]',
        String.raw`people data: ["2","it's \"q\"; -- no comment","s,ad","BINARY"]`,
      ],
      problems: [],
    });
  });

  test("of the shell of SQLite", () => {
    expect(readBack([sqlite], "sqlite")).toEqual({
      tables: [
        "table shop.my people: id integer key required, e-mail text default 'a', bio, key text, x blob, name",
        "view shop.v: e-mail text -> my people.e-mail, b -> my people.bio",
        "table shop.undeclared: column 1, column 2, column 3",
      ],
      rows: [
        String.raw`my people: ["1","ines@muster.de","a\nb;'q","k\r","BINARY",null]`,
        'undeclared: ["1.5",null,"z"]',
      ],
      problems: [],
    });
  });
});

test("what a dump holds does not depend on where it is cut into pieces", () => {
  const dumps = [
    [postgresql, "postgresql"],
    [mysql, "mysql"],
    [sqlite, "sqlite"],
  ] as const;
  fc.assert(
    fc.property(fc.constantFrom(...dumps), fc.integer({ min: 1, max: 200 }), ([text, dialect], length) => {
      const pieces = Array.from({ length: Math.ceil(text.length / length) }, (_, at) =>
        text.slice(at * length, (at + 1) * length),
      );
      expect(readBack(pieces, dialect)).toEqual(readBack([text], dialect));
    }),
    { seed: 13, numRuns: 120 },
  );
});

test("a dump that is cut off or damaged is read as far as it goes, and never fails", () => {
  const dumps = [postgresql, mysql, sqlite];
  fc.assert(
    fc.property(
      fc.constantFrom(...dumps),
      fc.constantFrom<SqlDialect>("postgresql", "mysql", "sqlite"),
      fc.nat(),
      fc.string({ unit: "binary", maxLength: 3 }),
      fc.boolean(),
      (text, dialect, at, noise, isCut) => {
        const place = at % text.length;
        readBack([text.slice(0, place) + noise + (isCut ? "" : text.slice(place + 1))], dialect);
      },
    ),
    { seed: 13, numRuns: 1500 },
  );
});

test("what cannot be parsed is told with its line, and without values", () => {
  expect(
    readBack(["CREATE TABLE t (a int);\nINSERT INTO t SELECT 1;\nINSERT INTO t VALUES (1, 2);\n"], "mysql").problems,
  ).toEqual([
    "2: INSERT statement without the expected form: no VALUES",
    "3: 1 row has more or fewer values than t has columns",
  ]);
  expect(readBack(["CREATE TABLE t (a int);\nCOPY t (a) FROM stdin;\n1\n2"], "postgresql")).toMatchObject({
    rows: ['t: ["1"]', 't: ["2"]'],
    problems: ["2: COPY statement without the expected form: rows without an end"],
  });
  expect(readBack(["INSERT INTO t VALUES ('secret"], "sqlite").problems).toEqual([
    "1: INSERT statement without the expected form: a row of values without an end",
  ]);
});

test("a dump is told from other texts, with its dialect and the database that it names", () => {
  expect(readDumpHead(postgresql)).toEqual({ dialect: "postgresql", database: null });
  expect(readDumpHead(mysql)).toEqual({ dialect: "mysql", database: "shop" });
  expect(readDumpHead(sqlite)).toEqual({ dialect: "sqlite", database: null });
  expect(readDumpHead("INSERT INTO `t` VALUES (1);")).toMatchObject({ dialect: "mysql" });
  expect(readDumpHead("Create a table and\ninsert it into the room.\nCopy that from Ines.")).toBeUndefined();
  expect(readDumpHead("We insert into the table a value and create trust.")).toBeUndefined();
});
