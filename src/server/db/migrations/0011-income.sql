-- What becomes income because the term has passed has a kind of its own.
alter table ledger drop constraint ledger_what_check;
alter table ledger add constraint ledger_what_check check (what in ('payment', 'sale', 'charge', 'goods', 'visit', 'visitBack', 'lapsed', 'refund', 'payout', 'reversal', 'opening', 'float', 'expense', 'cashOut', 'shortage', 'surplus', 'merged', 'expired'));
