/** One e-mail to one person, ready to be handed over. */
export interface Letter {
	/** The id of its message in the queue, the same each time that it is tried. */
	readonly reference: string;
	readonly to: string;
	readonly language: string;
	readonly subject: string;
	readonly text: string;
	readonly html: string;
	/** Where a mail program can ask for no more, by a form of one field; null where there is no such place. */
	readonly unsubscribe: string | null;
}

/**
 * What became of handing a letter over. `answer` is what the service said, without any address.
 * *taken*: it is the service's now, which knows it as `remote`. *undeliverable*: there is no such mailbox. *refused*: this
 * letter will never be taken. *not-now*: it was not taken, and may be later. *out-of-reach*: nothing would be taken now,
 * whatever it was. *unknown*: it may have been taken or not, so that sending it again could make two of it.
 */
export type Posted =
	| { readonly kind: 'taken'; readonly remote: string }
	| { readonly kind: 'out-of-reach'; readonly answer: string }
	| { readonly kind: 'undeliverable' | 'refused' | 'not-now' | 'unknown'; readonly answer: string };

/** What became of a letter that was taken: *under-way* may still come back. */
export type Arrival =
	| { readonly kind: 'under-way' }
	| { readonly kind: 'not-known' }
	| { readonly kind: 'arrived' }
	| { readonly kind: 'undeliverable'; readonly answer: string }
	| { readonly kind: 'not-delivered'; readonly answer: string };

/** A service that takes e-mail. None of its failures is thrown. */
export interface Post {
	readonly by: 'smtp' | 'notify';
	send(letter: Letter): Promise<Posted>;
	/** Asks for what became of a letter that the service knows as `remote`; null where it does not tell. */
	readonly arrivalOf: ((remote: string) => Promise<Arrival>) | null;
	/** Asks whether the service has a letter with this reference; yields how it knows it. Null where it does not tell. */
	readonly find: ((reference: string) => Promise<string | undefined>) | null;
}
