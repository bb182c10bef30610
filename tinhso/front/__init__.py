"""The front (mặt tiền): the pages where people arrive."""
