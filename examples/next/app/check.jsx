"use client";
import "comity/element";

export const Check = ({ issuer, ...asked }) => <comity-check {...asked} />;
