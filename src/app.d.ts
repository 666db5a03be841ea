declare global {
	namespace App {
		interface Locals {
			/** BCP 47 tag of the language that the page is written in; `handle` writes it to `<html lang>`. */
			lang: string;
		}
		interface Error {
			message: string;
			/** Found again in the log; shown so that a reader can quote it. Absent when nothing was logged. */
			id?: string;
		}
	}
}

export {};
