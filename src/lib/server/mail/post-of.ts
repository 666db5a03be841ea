import type { Env } from '../env.ts';
import { notifyPost } from './notify-post.ts';
import type { Post } from './post.ts';
import { smtpPost } from './smtp-post.ts';

const made = new WeakMap<Env, Post | null>();

/** The service that e-mail leaves by, as the settings name it; null where they name none. */
export function postOf(env: Env): Post | null {
	const before = made.get(env);
	if (before !== undefined) return before;
	const post = chosen(env);
	made.set(env, post);
	return post;
}

function chosen(env: Env): Post | null {
	const { SOUNDINGS_SMTP_URL: server, SOUNDINGS_MAIL_FROM: from } = env;
	const { SOUNDINGS_NOTIFY_KEY: key, SOUNDINGS_NOTIFY_TEMPLATE: template, SOUNDINGS_NOTIFY_URL: url } = env;
	if (server !== undefined && from !== undefined) return smtpPost({ server, from });
	if (key !== undefined && template !== undefined) return notifyPost({ key, template, url });
	return null;
}
