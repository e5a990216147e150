/** An upload that has to go back as a whole, and why: for the log, and for whoever sends it back. */
export class UploadUnreadable extends Error {
  override readonly name = 'UploadUnreadable';
}
