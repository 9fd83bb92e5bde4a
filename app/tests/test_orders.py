"""The pages and the JSON: what people do with orders, and what they may get wrong."""

from __future__ import annotations

import psycopg
import pytest
from flask.testing import FlaskClient

from .conftest import MakeApp

ORDER = {"customer": "Ada", "item": "Tea", "quantity": "3", "status": "new", "note": "soon"}
JSON_ORDER = {**ORDER, "quantity": 3}
BAD_FIELDS = [
    ({"customer": ""}, "customer", "Customer is missing."),
    ({"customer": "   "}, "customer", "Customer is missing."),
    ({"customer": "x" * 81}, "customer", "Customer may have 80 characters, this has 81."),
    ({"item": "x" * 121}, "item", "Item may have 120 characters, this has 121."),
    ({"note": "x" * 501}, "note", "Note may have 500 characters, this has 501."),
    ({"note": "a\x00b"}, "note", "Note holds a character that cannot be stored."),
    ({"quantity": "0"}, "quantity", "Quantity must be a whole number from 1 to 10000."),
    ({"quantity": "10001"}, "quantity", "Quantity must be a whole number from 1 to 10000."),
    ({"quantity": "-1"}, "quantity", "Quantity must be a whole number from 1 to 10000."),
    ({"quantity": "1.5"}, "quantity", "Quantity must be a whole number from 1 to 10000."),
    ({"quantity": "٣"}, "quantity", "Quantity must be a whole number from 1 to 10000."),
    ({"quantity": "9" * 5000}, "quantity", "Quantity must be a whole number from 1 to 10000."),
    ({"status": "lost"}, "status", "Status must be one of new, paid, shipped, cancelled."),
    ({"price": "1"}, "price", "price is not a field of an order"),
]
BAD_JSON = [
    ({"customer": 7}, "customer", "Customer must be text."),
    ({"quantity": True}, "quantity", "Quantity must be a whole number from 1 to 10000."),
    ({"quantity": 2.0}, "quantity", "Quantity must be a whole number from 1 to 10000."),
    ({"quantity": None}, "quantity", "Quantity must be a whole number from 1 to 10000."),
    ({"status": ["new"]}, "status", "Status must be one of new, paid, shipped, cancelled."),
]


def test_an_empty_list_invites_to_write_the_first_order(client: FlaskClient) -> None:
    assert "No orders yet" in client.get("/").text


def test_an_order_is_created_listed_edited_and_listed_again(client: FlaskClient) -> None:
    created = client.post("/orders", data=ORDER)
    assert created.status_code == 303
    page = client.get(created.location).text
    assert "Order 1 is saved." in page
    assert "Tea" in page
    form = client.get("/orders/1").text
    assert 'value="Ada"' in form
    assert client.post("/orders/1", data={**ORDER, "item": "Coffee", "status": "paid"}).status_code == 303
    page = client.get("/").text
    assert "Coffee" in page
    assert "Tea" not in page


def test_the_form_for_a_new_order_starts_with_one_piece(client: FlaskClient) -> None:
    form = client.get("/orders/new").text
    assert 'value="1"' in form
    assert 'action="/orders"' in form


@pytest.mark.parametrize("path", ["/orders", "/orders/1"])
@pytest.mark.parametrize(("fields", "field", "sentence"), BAD_FIELDS)
def test_a_bad_field_comes_back_with_a_sentence_and_what_was_typed(
    client: FlaskClient, path: str, fields: dict[str, str], field: str, sentence: str
) -> None:
    client.post("/orders", data=ORDER)
    answer = client.post(path, data={**ORDER, **fields})
    assert answer.status_code == 400
    if field in ORDER:
        assert sentence in answer.text
        assert 'aria-invalid="true"' in answer.text
    assert ">soon</textarea>" in answer.text or field == "note"
    assert len(client.get("/api/orders").get_json()["orders"]) == 1
    assert client.get("/api/orders/1").get_json()["item"] == "Tea"


@pytest.mark.parametrize(("fields", "field", "sentence"), [*BAD_FIELDS, *BAD_JSON])
def test_a_bad_field_in_json_is_named(
    client: FlaskClient, fields: dict[str, object], field: str, sentence: str
) -> None:
    answer = client.post("/api/orders", json={**JSON_ORDER, **fields})
    assert answer.status_code == 400
    assert answer.get_json() == {"error": "The order is not valid.", "fields": {field: sentence}}


def test_json_orders_are_created_read_changed_and_listed(client: FlaskClient) -> None:
    created = client.post("/api/orders", json={"customer": "Ada", "item": "Tea", "quantity": 3})
    assert created.status_code == 201
    assert created.location == "/api/orders/1"
    assert created.get_json()["status"] == "new"
    assert created.get_json()["note"] is None
    changed = client.put("/api/orders/1", json={**JSON_ORDER, "quantity": 4})
    assert changed.get_json()["quantity"] == 4
    read = client.get("/api/orders/1").get_json()
    assert read == changed.get_json()
    assert read["updated_at"] > read["created_at"]
    client.post("/api/orders", json=JSON_ORDER)
    assert [order["id"] for order in client.get("/api/orders?limit=1").get_json()["orders"]] == [2]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/orders/99"),
        ("POST", "/orders/99"),
        ("GET", "/orders/99999999999999999999999"),
        ("GET", "/orders/abc"),
        ("GET", "/nowhere"),
    ],
)
def test_an_unknown_page_is_explained_as_a_page(client: FlaskClient, method: str, path: str) -> None:
    data = ORDER if method == "POST" else None
    answer = client.open(path, method=method, data=data, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "Back to the orders" in answer.text


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize("order_id", ["99", "99999999999999999999999"])
def test_an_unknown_order_is_explained_as_json(client: FlaskClient, method: str, order_id: str) -> None:
    answer = client.open(f"/api/orders/{order_id}", method=method, json=JSON_ORDER)
    assert answer.status_code == 404
    assert answer.get_json() == {"error": f"There is no order {order_id}."}


@pytest.mark.parametrize("limit", ["0", "501", "-3"])
def test_a_limit_out_of_range_is_refused(client: FlaskClient, limit: str) -> None:
    assert client.get(f"/api/orders?limit={limit}").status_code == 400


def test_json_must_be_json_and_one_object(client: FlaskClient) -> None:
    assert client.post("/api/orders", data=ORDER).status_code == 415
    assert client.post("/api/orders", data="{", content_type="application/json").status_code == 400
    assert client.post("/api/orders", json=[JSON_ORDER]).status_code == 400
    assert client.put("/api/orders", json=JSON_ORDER).status_code == 405


def test_a_body_that_is_too_big_is_refused(client: FlaskClient) -> None:
    assert client.post("/api/orders", json={"note": "x" * 70_000}).status_code == 413
    assert client.post("/orders", data={"note": "x" * 70_000}).status_code == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_form_from_another_site_is_refused(client: FlaskClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/orders", data=ORDER, headers=headers).status_code == status


def test_what_people_type_is_shown_as_text(client: FlaskClient) -> None:
    client.post("/orders", data={**ORDER, "customer": "<script>alert(1)</script>"})
    page = client.get("/").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_pages_allow_no_foreign_content_and_are_not_cached(client: FlaskClient) -> None:
    headers = client.get("/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_columns_this_release_does_not_know_do_no_harm(client: FlaskClient, database: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("ALTER TABLE orders ADD COLUMN colour_of_box text DEFAULT 'brown'")
    try:
        assert client.post("/api/orders", json=JSON_ORDER).status_code == 201
        assert client.put("/api/orders/1", json=JSON_ORDER).status_code == 200
        assert client.get("/").status_code == 200
    finally:
        with psycopg.connect(database) as connection:
            connection.execute("ALTER TABLE orders DROP COLUMN colour_of_box")


def test_a_failure_nobody_foresaw_is_logged_and_explained_without_details(make_app: MakeApp, database: str) -> None:
    client = make_app(LOG_LEVEL="ERROR").test_client()
    with psycopg.connect(database) as connection:
        connection.execute("ALTER TABLE orders RENAME COLUMN item TO article")
    try:
        answer = client.get("/api/orders")
    finally:
        with psycopg.connect(database) as connection:
            connection.execute("ALTER TABLE orders RENAME COLUMN article TO item")
    assert answer.status_code == 500
    assert answer.get_json() == {"error": "Something went wrong here. It has been logged."}
