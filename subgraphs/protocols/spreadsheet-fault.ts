import { FileUnreadable } from '../connector/file-unreadable.ts';

/** An upload that has to go back as a whole, and why. */
export class UploadUnreadable extends FileUnreadable {
  override readonly name = 'UploadUnreadable';
}
