"""Documents between agencies as edXML (QCVN 102:2016/BTTTT): plain values, read and written piece by piece."""
