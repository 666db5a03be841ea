import { parseArgs } from 'node:util';
import { invite, listStaff, offerReset } from '#server/accounts/index.ts';
import type { Site } from '#server/site.ts';
import { withSite } from '../with-site.ts';
import { WrongUsage, type Io, type Verb } from './verb.ts';

const help = `Usage: soundings user list [--json]
       soundings user invite --email ADDRESS [--json]
       soundings user reset --email ADDRESS [--json]

  list     the accounts of staff: name, e-mail address, role and the day each was made
  invite   prints a link by which an administrator's account is made for the address; it works once, for seven days
  reset    prints a link by which an account's owner chooses a new password; it works once, for a day

Links start with ORIGIN: set it as the server has it. Nothing is sent to anybody.
`;

export const verb: Verb = {
	summary: 'list accounts of staff, invite an administrator, reset a password',
	help,
	run(args, io) {
		const { values, positionals } = parseArgs({
			args: [...args],
			options: { email: { type: 'string' }, json: { type: 'boolean', default: false } },
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
		return withSite(io, (site) => link(site, { action, email, json, io }));
	},
};

async function list(site: Site, { json, io }: { json: boolean; io: Io }): Promise<number> {
	const accounts = await listStaff(site);
	if (json) io.out(`${JSON.stringify(accounts)}\n`);
	else if (accounts.length === 0)
		io.out('There is no account yet; the server prints a link for the first when it starts.\n');
	else io.out(accounts.map(({ name, email, role, since }) => `${email}  ${name}  ${role}  since ${since}\n`).join(''));
	return 0;
}

async function link(
	site: Site,
	{ action, email, json, io }: { action: 'invite' | 'reset'; email: string; json: boolean; io: Io },
): Promise<number> {
	const made = action === 'invite' ? await invite(site, { email }) : await offerReset(site, { email });
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
