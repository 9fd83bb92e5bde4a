"""An order, what may be written into it, and the queries on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import BigInteger, FetchedValue, Identity, Integer, Text, select
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

STATUSES = ("new", "paid", "shipped", "cancelled")
MAX_QUANTITY = 10_000
PAGE_SIZE = 50
_LENGTHS = {"customer": 80, "item": 120, "note": 500}
_REQUIRED = ("customer", "item")
_FIELDS = ("customer", "item", "quantity", "status", "note")


class Base(DeclarativeBase):
    pass


class Order(Base):
    """The columns that this release knows. Every query names them, so that others may be there or not."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    customer: Mapped[str] = mapped_column(Text)
    item: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(TIMESTAMP(timezone=True), server_default=FetchedValue())
    updated_at: Mapped[datetime] = mapped_column(TIMESTAMP(timezone=True), server_default=FetchedValue())

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "customer": self.customer,
            "item": self.item,
            "quantity": self.quantity,
            "status": self.status,
            "note": self.note,
            "created_at": self.created_at.isoformat(),
            "updated_at": self.updated_at.isoformat(),
        }


@dataclass(frozen=True)
class OrderInput:
    """Fields that passed the checks."""

    customer: str
    item: str
    quantity: int
    status: str
    note: str | None


class InvalidOrderError(ValueError):
    """What is wrong, one sentence per field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


def check_order(fields: Mapping[str, object]) -> OrderInput:
    """Raises InvalidOrderError naming every field that is missing, of a wrong type, too long or out of range."""
    errors = {name: f"{name} is not a field of an order" for name in fields if name not in _FIELDS}
    texts = {name: _text(name, fields.get(name), errors) for name in _LENGTHS}
    quantity = _quantity(fields.get("quantity"), errors)
    status = fields.get("status", "new")
    if status not in STATUSES:
        errors["status"] = f"Status must be one of {', '.join(STATUSES)}."
    if errors:
        raise InvalidOrderError(errors)
    return OrderInput(texts["customer"], texts["item"], quantity, str(status), texts["note"] or None)


def _text(name: str, value: object, errors: dict[str, str]) -> str:
    if value is None:
        value = ""
    if not isinstance(value, str):
        errors[name] = f"{name.capitalize()} must be text."
        return ""
    value = value.strip()
    if "\x00" in value:
        errors[name] = f"{name.capitalize()} holds a character that cannot be stored."
    elif len(value) > _LENGTHS[name]:
        errors[name] = f"{name.capitalize()} may have {_LENGTHS[name]} characters, this has {len(value)}."
    elif not value and name in _REQUIRED:
        errors[name] = f"{name.capitalize()} is missing."
    return value


def _quantity(value: object, errors: dict[str, str]) -> int:
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0
    if not 1 <= number <= MAX_QUANTITY:
        errors["quantity"] = f"Quantity must be a whole number from 1 to {MAX_QUANTITY}."
    return number


def latest_orders(session: Session, limit: int = PAGE_SIZE) -> Sequence[Order]:
    return session.scalars(select(Order).order_by(Order.id.desc()).limit(limit)).all()


def find_order(session: Session, order_id: int) -> Order | None:
    # Beyond bigint there is no order, and PostgreSQL would refuse to compare.
    return session.get(Order, order_id) if order_id < 2**63 else None


def create_order(session: Session, order: OrderInput) -> Order:
    now = datetime.now(UTC)
    row = Order(**vars(order), created_at=now, updated_at=now)
    session.add(row)
    session.flush()
    return row


def change_order(session: Session, row: Order, order: OrderInput) -> None:
    for name, value in vars(order).items():
        setattr(row, name, value)
    row.updated_at = datetime.now(UTC)
    session.flush()
