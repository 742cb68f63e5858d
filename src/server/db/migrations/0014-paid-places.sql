-- Most places are paid by nothing, and every move asks.
create index booking_paid on booking(studio_id, client_id) where state = 'booked' and is_paid;
