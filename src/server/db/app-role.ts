// The role the application works as. It owns nothing: it reads and writes rows, and can neither truncate a table nor change it.
import type pg from 'pg';

export const appRole = 'rytm_app';

/** Creates the role if it is absent and we may; elsewhere the operator decides whether there is one. */
export async function createAppRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ exists: boolean; allowed: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS exists,
            (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS allowed`, [appRole]);
  if (rows[0]?.exists !== false || !rows[0].allowed) return;
  // Roles belong to the whole server: a migration of another database may create it at this very moment.
  await client.query(`DO $$ BEGIN CREATE ROLE ${appRole} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
  await client.query(`GRANT ${appRole} TO CURRENT_USER`);
}

/** Gives the role its rights when the schema has changed, or when some are missing because the role came later. */
export async function grantAppRole(client: pg.Client, isChanged: boolean): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>('SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS exists', [appRole]);
  if (rows[0]?.exists !== true) return;
  if (!isChanged && !(await isLackingRights(client))) return;
  await client.query(`BEGIN;
    GRANT USAGE ON SCHEMA public TO ${appRole};
    DO $$ DECLARE thing record; BEGIN
      FOR thing IN SELECT oid::regclass AS name, relkind FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S') AND pg_get_userbyid(relowner) = current_user
      LOOP
        IF thing.relkind = 'S' THEN EXECUTE format('GRANT USAGE, SELECT, UPDATE ON SEQUENCE %s TO ${appRole}', thing.name);
        ELSE EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO ${appRole}', thing.name);
        END IF;
      END LOOP;
      FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p') AND pg_get_userbyid(proowner) = current_user
          AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
      LOOP
        EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO ${appRole}', thing.name);
      END LOOP;
    END $$;
    -- What follows from the ledger and from the entries of subscriptions is written by their triggers alone. An older schema has no such tables.
    DO $$ DECLARE name text; BEGIN
      FOREACH name IN ARRAY ARRAY['schema_migration', 'account', 'subscription_balance'] LOOP
        IF to_regclass('public.' || name) IS NOT NULL THEN EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %I FROM ${appRole}', name); END IF;
      END LOOP;
    END $$;
    COMMIT`);
}

async function isLackingRights(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ lacking: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND pg_get_userbyid(relowner) = current_user
         AND NOT has_table_privilege($1, oid, 'SELECT')) AS lacking`, [appRole]);
  return rows[0]?.lacking === true;
}
