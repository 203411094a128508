-- A dump of two tables; it's made up.
SET NAMES utf8;
CREATE TABLE `harbor` (id int, words text);
INSERT INTO harbor VALUES (1, 'Porto Sereno; (two lamps)');
INSERT INTO cable (id, date, refid, classification, origin, header, content) VALUES
(1, '6/12/2007 08:51', '07ROME611', 'UNCLASSIFIED', 'Embassy Rome', 'R 120851Z JUN 07\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC',
'UNCLAS ROME 000611 \n \nE.O. 12958: N/A \nTAGS: EWWT, IT \nSUBJECT: THE OFFICE''S NEW CHAIR \n \n1. The chair of NAPLES 22 is the Office''s. \nHOLLIN \n');
COPY cable (id, date, refid, content) FROM stdin;
2	6/15/2007 09:02	07ROME612	UNCLAS ROME 000612\n\nE.O. 12958: N/A\nTAGS: EWWT, IT\nSUBJECT: AND ITS OLD ONE\n\nREF: ROME 611\n\n1. Nobody knows where it is.\nHOLLIN
\.
