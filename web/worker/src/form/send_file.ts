// Sending a file: an address for it, then its bytes piece by piece, so that no limit on the way is in its way
// and the worker sees how far it is.
import { ApiError, refusalFrom, type Client } from '../api';

/** Resolves to the key of the file; `progress` is told a part of 1. Rejects with an ApiError. */
export type SendFile = (question: string, file: File, progress: (part: number) => void) => Promise<string>;

async function sendPiece(url: string, piece: Blob): Promise<void> {
  let response: Response;
  try {
    // The address is the permission: no cookie goes along, and none would be looked at.
    response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: piece,
      credentials: 'omit',
      cache: 'no-store',
    });
  } catch {
    throw new ApiError('Unreachable', 'The server cannot be reached.', 0);
  }
  if (response.ok) return;
  const body: unknown = await response.json().catch(() => undefined);
  throw refusalFrom(body, response.status);
}

export async function sendFile(
  client: Client,
  assignmentId: string,
  question: string,
  file: File,
  progress: (part: number) => void,
): Promise<string> {
  const place = await client.call('RequestFileUpload', {
    AssignmentId: assignmentId,
    QuestionIdentifier: question,
    FileName: file.name === '' ? 'file' : file.name,
    FileSizeInBytes: file.size,
  });
  for (let sent = 0; sent < file.size; sent += place.PieceSizeInBytes) {
    progress(sent / file.size);
    await sendPiece(`${place.UploadURL}&offset=${sent}`, file.slice(sent, sent + place.PieceSizeInBytes));
  }
  progress(1);
  return place.UploadedFileKey;
}
