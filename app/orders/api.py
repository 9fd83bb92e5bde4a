"""The same orders as JSON."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request

from .order import (
    PAGE_SIZE,
    InvalidOrderError,
    Order,
    change_order,
    check_order,
    create_order,
    find_order,
    latest_orders,
)
from .parts import parts

api = Blueprint("api", __name__, url_prefix="/api/orders")


@api.get("")
def list_orders() -> Response:
    limit = request.args.get("limit", PAGE_SIZE, type=int)
    if not 1 <= limit <= 500:
        abort(400, f"limit={limit} is not from 1 to 500.")
    with parts().database.session() as session:
        return jsonify(orders=[order.as_json() for order in latest_orders(session, limit)])


@api.post("")
def create() -> tuple[Response, int, dict[str, str]]:
    fields = _fields()
    with parts().database.session() as session:
        order = create_order(session, check_order(fields)).as_json()
    return jsonify(order), 201, {"Location": f"/api/orders/{order['id']}"}


@api.get("/<int:order_id>")
def read(order_id: int) -> Response:
    with parts().database.session() as session:
        return jsonify((find_order(session, order_id) or _unknown(order_id)).as_json())


@api.put("/<int:order_id>")
def edit(order_id: int) -> Response:
    checked = check_order(_fields())
    with parts().database.session() as session:
        order = find_order(session, order_id) or _unknown(order_id)
        change_order(session, order, checked)
        return jsonify(order.as_json())


@api.errorhandler(InvalidOrderError)
def invalid(error: InvalidOrderError) -> tuple[Response, int]:
    return jsonify(error="The order is not valid.", fields=error.errors), 400


def _fields() -> dict[str, object]:
    fields = request.get_json()  # 415 unless the content type is JSON, so that no foreign page's form gets here
    if not isinstance(fields, dict):
        abort(400, "The body must be one JSON object.")
    return fields


def _unknown(order_id: int) -> Order:
    abort(404, f"There is no order {order_id}.")
