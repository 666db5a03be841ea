/**
 * A process that works off the queue of e-mail, for tests that kill it: `before` dies by its own hand between the claim of
 * the third message and handing it over, `after` between that and writing it down, `never` goes on until nothing is due.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Post } from '../../src/lib/server/mail/post.ts';
import { postOf } from '../../src/lib/server/mail/post-of.ts';
import { closeSite } from '../../src/lib/server/site.ts';
import { sendNext } from '../../src/lib/server/workflows/fieldwork/messages/send-next.ts';
import { siteIn } from './mail-site-settings.ts';

const [folder = '', url = '', moment = 'never'] = process.argv.slice(2);
const site = await siteIn(folder, { SOUNDINGS_SMTP_URL: url });
const post = postOf(site.env);
if (post === null) throw new Error('no mail server was named');
let count = 0;
const dying: Post = {
	...post,
	send: async (letter) => {
		const isLast = ++count === 3;
		if (isLast && moment === 'before') process.kill(process.pid, 'SIGKILL');
		const posted = await post.send(letter);
		if (isLast && moment === 'after') process.kill(process.pid, 'SIGKILL');
		return posted;
	},
};
for (;;) {
	const sent = await sendNext(site, dying);
	if (sent.kind === 'nothing') break;
	if (sent.kind === 'wait') await wait(Math.max(1, sent.until.getTime() - Date.now()));
}
await closeSite(site);
