"""Files (kho tệp): papers and uploads, content addressed, sniffed, scanned; never served inline unless safe."""
