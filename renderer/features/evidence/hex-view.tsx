import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, type ReactNode } from 'react';
import type { EvidenceContent } from '../../../src/contract/contract.ts';
import { formatBytes } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { bytesOfBase64, HEX_WIDTH, hexRow } from './hex.ts';

const ROW_HEIGHT = 20;

/** The bytes of a file that is no text: offset, hexadecimal, printable characters. */
export function HexView(props: { readonly content: EvidenceContent }): ReactNode {
  const { content } = props;
  const bytes = useMemo(() => bytesOfBase64(content.content), [content.content]);
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualiser's functions are used within this render only
  const virtual = useVirtualizer({
    count: Math.ceil(bytes.length / HEX_WIDTH),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });
  return (
    <>
      <p className="notice">
        {content.truncated
          ? t('window.evidence.hex-truncated', { shown: formatBytes(bytes.length), all: formatBytes(content.size) })
          : t('window.evidence.hex')}
      </p>
      {bytes.length === 0 ? <p className="empty">{t('window.evidence.empty')}</p> : null}
      <div className="lines hex" ref={scroller} tabIndex={0} role="region" aria-label={t('window.evidence.bytes')}>
        <div className="virtual" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = hexRow(bytes, item.index);
            return (
              <div key={item.index} className="line hex-line" style={{ transform: `translateY(${item.start}px)` }}>
                <span className="hex-offset">{row.offset}</span>
                <span className="hex-bytes">{row.hex}</span>
                <span className="hex-text">{row.text}</span>
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}
