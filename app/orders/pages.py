"""The pages: the list of orders, and a form to create and edit them."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from .order import (
    MAX_QUANTITY,
    STATUSES,
    InvalidOrderError,
    Order,
    change_order,
    check_order,
    create_order,
    find_order,
    latest_orders,
)
from .parts import parts

pages = Blueprint("pages", __name__)


@pages.get("/")
def index() -> str:
    with parts().database.session() as session:
        return render_template("list.html", orders=latest_orders(session), saved=request.args.get("saved", type=int))


@pages.get("/orders/new")
def new_order() -> str:
    return _form({"quantity": 1, "status": "new"}, {}, None)


@pages.post("/orders")
def create() -> Response | tuple[str, int]:
    try:
        checked = check_order(request.form)
    except InvalidOrderError as error:
        return _form(request.form.to_dict(), error.errors, None), 400
    with parts().database.session() as session:
        order = create_order(session, checked)
    return redirect(url_for("pages.index", saved=order.id), 303)


@pages.get("/orders/<int:order_id>")
def edit_order(order_id: int) -> str:
    with parts().database.session() as session:
        order = find_order(session, order_id) or _unknown(order_id)
        return _form(order.as_json(), {}, order.id)


@pages.post("/orders/<int:order_id>")
def edit(order_id: int) -> Response | tuple[str, int]:
    try:
        checked = check_order(request.form)
    except InvalidOrderError as error:
        return _form(request.form.to_dict(), error.errors, order_id), 400
    with parts().database.session() as session:
        change_order(session, find_order(session, order_id) or _unknown(order_id), checked)
    return redirect(url_for("pages.index", saved=order_id), 303)


def _form(values: dict[str, object] | dict[str, str], errors: dict[str, str], order_id: int | None) -> str:
    return render_template(
        "form.html", values=values, errors=errors, order_id=order_id, statuses=STATUSES, max_quantity=MAX_QUANTITY
    )


def _unknown(order_id: int) -> Order:
    abort(404, f"There is no order {order_id}.")
