// Package literals finds the places of a text that patterns could match at, so that regular
// expressions run only there. It knows neither rules nor logs.
//
// Required derives from a pattern the literals of which one stands in every text that the
// pattern matches. A Matcher finds all occurrences of many literals, whatever the case of their
// letters, at a speed near that of reading memory.
//
// # Scanning a stream in blocks
//
// Scan works on a block in memory and finds the occurrences that lie in it entirely. A stream
// is scanned in blocks that overlap: keep the last Overlap() bytes of a block in front of the
// next one, scan both together, and drop the hits that end within the part that was kept, since
// they have been reported already.
//
//	keep := 0 // bytes of the block before that stand at the front of buf
//	for {
//		n, err := r.Read(buf[keep:])
//		block := buf[:keep+n]
//		hits = m.Scan(hits[:0], block)
//		for _, h := range hits {
//			if h.Start+m.Length(h.Literal) > keep {
//				… // the occurrence is new
//			}
//		}
//		… // on err, stop
//		keep = copy(buf, block[max(0, len(block)-m.Overlap()):])
//	}
//
// Blocks of 64 to 256 KiB are best; the buffer must be larger than Overlap(). Lines do not
// matter: a hit gives an offset, and whoever needs the line counts line breaks between hits.
package literals
