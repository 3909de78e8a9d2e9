// What a form shows: texts, lists, the server's HTML, and media from the requester's addresses. Media are
// shown by elements that run nothing, and are not told which page shows them.
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import { isShowable } from '../frame';
import type { ContentPart, Media } from './shapes';

/** Pixels as requesters wrote them; anything else is left to the browser. */
function pixels(written: string | undefined): number | undefined {
  const value = Number(written?.trim().replace(/px$/, ''));
  return Number.isInteger(value) && value > 0 && value <= 10_000 ? value : undefined;
}

function Original({ media, text }: { media: Media; text: string }) {
  return (
    <Link external href={media.URL} externalIconAriaLabel="Opens in a new window">
      {text}
    </Link>
  );
}

function MediaView({ media }: { media: Media }) {
  if (!isShowable(media.URL)) return <span>{media.AltText}</span>;
  const size = { width: pixels(media.Width), height: pixels(media.Height) };
  if (media.Type === 'image')
    return (
      <span className="form-media">
        <img src={media.URL} alt={media.AltText} referrerPolicy="no-referrer" {...size} />
        <Original media={media} text="Open the picture" />
      </span>
    );
  if (media.Type === 'audio')
    return (
      <span className="form-media">
        <audio src={media.URL} controls preload="metadata" aria-label={media.AltText} />
        <Original media={media} text="Open the sound" />
      </span>
    );
  if (media.Type === 'video')
    return (
      <span className="form-media">
        <video src={media.URL} controls preload="metadata" aria-label={media.AltText} {...size} />
        <Original media={media} text="Open the film" />
      </span>
    );
  return (
    <span>
      This browser cannot show {media.Type}
      {media.SubType === undefined ? '' : `/${media.SubType}`} in the page.{' '}
      <Original media={media} text={media.AltText === '' ? media.URL : media.AltText} />
    </span>
  );
}

/** One part of an overview or of a question. `heading` is the level of a Title. */
export function Part({ part, heading = 'h3' }: { part: ContentPart; heading?: 'h2' | 'h3' }) {
  switch (part.Type) {
    case 'Title':
      return <Box variant={heading}>{part.Text}</Box>;
    case 'Text':
      return <p className="form-text">{part.Text}</p>;
    case 'List':
      return (
        <ul className="form-list">
          {(part.Items ?? []).map((item, index) => (
            <li key={index}>{item}</li>
          ))}
        </ul>
      );
    case 'FormattedContent':
      return <div className="form-formatted" dangerouslySetInnerHTML={{ __html: part.HTML ?? '' }} />;
    default:
      return part.Media === undefined ? null : <MediaView media={part.Media} />;
  }
}

export function Content({ parts, heading }: { parts: ContentPart[]; heading?: 'h2' | 'h3' }) {
  return (
    <div className="form-content">
      {parts.map((part, index) => (
        <Part key={index} part={part} {...(heading === undefined ? {} : { heading })} />
      ))}
    </div>
  );
}

/** What a selection says, where only text fits. */
export function plainText(part: ContentPart): string {
  return part.Text ?? part.Media?.AltText ?? '';
}
