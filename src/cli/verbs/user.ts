import { parseArgs } from 'node:util';
import { Role, invite, listStaff, offerReset } from '#server/accounts/index.ts';
import type { Member, Standing } from '#server/accounts/index.ts';
import { commandLine } from '#server/on-record.ts';
import type { Site } from '#server/site.ts';
import { withSite } from '../with-site.ts';
import { WrongUsage, type Io, type Verb } from './verb.ts';

const help = `Usage: soundings user list [--json]
       soundings user invite --email ADDRESS [--role ROLE … [--survey SLUG]] [--json]
       soundings user reset --email ADDRESS [--json]

  list     the accounts of staff: name, e-mail address, roles and the day each was made
  invite   prints a link by which an account is made for the address; it works once, for seven days. With --role it has
           that role (${Role.options.join(', ')}), once or more, in the survey of --survey or in every one; without, it is
           an administrator's
  reset    prints a link by which an account's owner chooses a new password; it works once, for a day

Links start with ORIGIN: set it as the server has it. Nothing is sent to anybody.
`;

export const verb: Verb = {
	summary: 'list accounts of staff, invite somebody, reset a password',
	help,
	run(args, io) {
		const { values, positionals } = parseArgs({
			args: [...args],
			options: {
				email: { type: 'string' },
				role: { type: 'string', multiple: true, default: [] },
				survey: { type: 'string' },
				json: { type: 'boolean', default: false },
			},
			allowPositionals: true,
		});
		const [action, ...more] = positionals;
		if (more.length > 0) throw new WrongUsage(`“${more.join(' ')}” is one word too many`);
		if (action === 'list') return withSite(io, (site) => list(site, { json: values.json, io }));
		if (action !== 'invite' && action !== 'reset') {
			throw new WrongUsage(`expected list, invite or reset${action === undefined ? '' : `, not “${action}”`}`);
		}
		const { email, json } = values;
		if (email === undefined) throw new WrongUsage(`${action} needs --email ADDRESS`);
		const standing = standingOf(values.role, values.survey);
		return withSite(io, (site) => link(site, { action, email, standing, json, io }));
	},
};

function standingOf(roles: readonly string[], survey: string | undefined): Standing {
	if (roles.length === 0 && survey !== undefined) throw new WrongUsage('--survey needs a --role in it');
	const grants = roles.map((given) => {
		const role = Role.safeParse(given);
		if (!role.success) throw new WrongUsage(`there is no role “${given}”; there are ${Role.options.join(', ')}`);
		return { role: role.data, survey: survey ?? null };
	});
	return { administrator: grants.length === 0, organisation: null, grants };
}

async function list(site: Site, { json, io }: { json: boolean; io: Io }): Promise<number> {
	const accounts = await listStaff(site);
	if (json) io.out(`${JSON.stringify(accounts)}\n`);
	else if (accounts.length === 0)
		io.out('There is no account yet; the server prints a link for the first when it starts.\n');
	else {
		for (const account of accounts) {
			io.out(`${account.email}  ${account.name}  ${rolesOf(account)}  since ${account.since}\n`);
		}
	}
	return 0;
}

function rolesOf({ administrator, grants }: Member): string {
	if (administrator) return 'administrator';
	return grants.map(({ role, survey }) => `${role} in ${survey ?? 'every survey'}`).join(', ') || 'no role';
}

async function link(
	site: Site,
	args: { action: 'invite' | 'reset'; email: string; standing: Standing; json: boolean; io: Io },
): Promise<number> {
	const { action, email, standing, json, io } = args;
	const actor = commandLine;
	const made =
		action === 'invite' ? await invite(site, { actor, email, standing }) : await offerReset(site, { actor, email });
	switch (made.kind) {
		case 'not-an-address':
			io.err(`soundings user invite: “${email}” is not an e-mail address.\n`);
			return 1;
		case 'taken':
			io.err(`soundings user invite: ${email} has an account already; user reset makes a link for a new password.\n`);
			return 1;
		case 'unknown-account':
			io.err(`soundings user reset: ${email} has no account; user list shows those there are.\n`);
			return 1;
		case 'invited':
		case 'offered':
			io.out(json ? `${JSON.stringify({ email: made.email, link: made.address })}\n` : `${made.address}\n`);
			return 0;
	}
}
