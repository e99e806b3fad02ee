"""What a file says about its picture: EXIF, XMP, IPTC, resolution, and the quality that JPEG tables tell of."""
