import type { UploadedFile } from '#server/http/uploaded-file.ts';
import type { ReceivedFile } from '#server/workflows/imports/receive-file.ts';
import { sizeWords } from '#ui/import/import-words.ts';

type Refusal = Exclude<UploadedFile, { kind: 'file' }> | Exclude<ReceivedFile, { kind: 'received' }>;

/** Why a file was not taken in, and what to do. Nothing of it is kept. */
export function refusalWords(refusal: Refusal, name: string): string {
	switch (refusal.kind) {
		case 'no-file':
			return 'Choose a file to send';
		case 'empty':
			return `${name} is empty. Choose another file`;
		case 'too-large':
			return `The file is larger than ${sizeWords(refusal.most)}. Bring it in on the machine itself, with soundings import`;
		case 'cut-short':
			return 'The file did not arrive whole. Send it again';
		case 'unreadable':
			return `${name} cannot be read${refusal.line === 0 ? '' : `, line ${refusal.line}`}: ${refusal.words}`;
		case 'too-many-files':
			return `The survey has ${refusal.most} files already. Throw one away that nobody needs any more`;
		case 'unknown-survey':
			return 'This survey is not there any more';
	}
}
